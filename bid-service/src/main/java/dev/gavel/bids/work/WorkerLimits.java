package dev.gavel.bids.work;

/// What is bounded in a worker.
///
/// @param batchCommands most commands of one batch of a partition
/// @param batchBytes most bytes of them; a batch has one command at least
/// @param backlogBytes most bytes of commands that wait, over all partitions
/// @param roomsAsleep closed rooms a partition that stay in memory
public record WorkerLimits(
    int batchCommands, long batchBytes, long backlogBytes, int roomsAsleep) {}
