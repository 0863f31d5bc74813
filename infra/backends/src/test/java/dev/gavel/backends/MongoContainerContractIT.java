package dev.gavel.backends;

class MongoContainerContractIT extends ProjectionOperationsContract {
  MongoContainerContractIT() {
    super(MongoServerKind.CONTAINER);
  }
}
