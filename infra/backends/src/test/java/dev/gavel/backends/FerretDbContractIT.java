package dev.gavel.backends;

class FerretDbContractIT extends ProjectionOperationsContract {
  FerretDbContractIT() {
    super(MongoServerKind.FERRETDB);
  }
}
