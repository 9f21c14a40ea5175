/**
 * The other end of `runContender`: does the job, tells how long it took and what it held at most, and ends. The time is
 * that of the work; starting Node and loading modules is not measured, their memory is.
 */
export const contend = async <Job>(work: (job: Job) => Promise<unknown>): Promise<void> => {
  process.on('disconnect', () => process.exit(1))
  const job: Job = JSON.parse(process.argv[2] ?? 'null')
  const startedAt = performance.now()
  const found = await work(job)
  const seconds = (performance.now() - startedAt) / 1000
  const peakBytes = process.resourceUsage().maxRSS * 1024
  process.send?.({ seconds, peakBytes, found }, () => process.exit(0))
}
