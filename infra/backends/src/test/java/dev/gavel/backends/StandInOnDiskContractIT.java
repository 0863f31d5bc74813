package dev.gavel.backends;

class StandInOnDiskContractIT extends ProjectionOperationsContract {
  StandInOnDiskContractIT() {
    super(MongoServerKind.STAND_IN_ON_DISK);
  }
}
