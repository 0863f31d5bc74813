package dev.gavel.backends;

class MongodContractIT extends ProjectionOperationsContract {
  MongodContractIT() {
    super(MongoServerKind.MONGOD);
  }
}
