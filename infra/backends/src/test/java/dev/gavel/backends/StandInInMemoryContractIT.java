package dev.gavel.backends;

class StandInInMemoryContractIT extends ProjectionOperationsContract {
  StandInInMemoryContractIT() {
    super(MongoServerKind.STAND_IN_IN_MEMORY);
  }
}
