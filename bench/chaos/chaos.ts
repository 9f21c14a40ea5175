import { loadavg } from 'node:os'
import { run as runScript } from '../born.ts'
import { contenderRunner } from '../contender.ts'
import { seededChance } from '../seeded-chance.ts'
import type { Say } from '../tenants.ts'
import { openAccount } from './account.ts'
import { chaosFaults } from './faults.ts'
import { startInstance } from './instance.ts'
import { playRound, type Round } from './round.ts'

export type ChaosOptions = {
  /** Times that each fault is struck. */
  rounds: number
  devices: number
  /** Only faults whose name contains it. */
  only: string
  seed: string
}

export type ChaosBench = {
  postgres: string
  loadBefore: number
  hasVolume: boolean
  minutes: number
  rounds: Round[]
  /** Faults that could not be struck here, and why. */
  leftOut: { fault: string; why: string }[]
  /** How often the instance had to be started again by whoever keeps it running. */
  startedAgain: number
}

/**
 * A production instance at which everybody goes about their work, while one thing after the other goes wrong. Whatever
 * it starts ends with it, also when the signal ends it before its time: then it tells of the rounds until then.
 */
export const benchChaos = async (
  { rounds: times, devices, only, seed }: ChaosOptions,
  say: Say,
  signal: AbortSignal,
): Promise<ChaosBench> => {
  say('Building, where that is needed…')
  await runScript(['start/build.ts'], {}, signal)
  const [loadBefore = 0] = loadavg()
  const startedAt = performance.now()
  const account = await openAccount(devices)
  try {
    const instance = await startInstance(account.url, signal)
    try {
      const ground = { instance, account, run: contenderRunner(signal), signal }
      const [server] = await instance.query<{ version: string }>(
        "select current_setting('server_version') as version",
      )
      const faults = chaosFaults.filter(({ name }) => name.includes(only))
      const possible = faults.filter((fault) => !fault.impossible?.(instance))
      const rounds: Round[] = []
      for (let turn = 1; turn <= times; turn += 1) {
        for (const fault of possible) {
          const chance = seededChance(`${seed} ${turn} ${fault.name}`)
          const round = await unlessEnded(playRound(ground, fault, chance), signal)
          if (!round) break
          rounds.push(round)
          say(roundLine(round))
        }
      }
      const minutes = (performance.now() - startedAt) / 60_000
      const { hasVolume } = instance
      return {
        postgres: server?.version ?? '',
        ...{ loadBefore, hasVolume, minutes, rounds },
        leftOut: faults.flatMap(({ name, impossible }) => {
          const why = impossible?.(instance)
          return why ? [{ fault: name, why }] : []
        }),
        startedAgain: instance.startedAgain(),
      }
    } finally {
      await instance.stop()
    }
  } finally {
    await account.close()
  }
}

/** Null for a round that was broken off: those before it were seen all the same. */
const unlessEnded = async (round: Promise<Round>, signal: AbortSignal): Promise<Round | null> => {
  try {
    return await round
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

const roundLine = ({ fault, recovered, findings, sent, lost, refused, triedAgain }: Round): string => {
  const violations = findings.flatMap((finding) => finding.violations)
  const time = recovered === null ? 'did not recover' : `recovered in ${recovered.toFixed(1)} s`
  return [
    `${fault}: ${time}, ${sent} sent, ${lost} lost, refused ${JSON.stringify(refused)}, ${triedAgain} tried again`,
    ...violations.map((each) => `  ${each}`),
  ].join('\n')
}
