// Preloaded into children of the supervisor: when it dies, however it dies, the channel to it closes and they end too.
process.on('disconnect', () => process.exit(1))
