import { setTimeout as delay } from 'node:timers/promises'
import type { Instance } from './instance.ts'

/** When a reading can have looked at the tenant, by the bench's own clock: between these two moments. */
export type Window = { id: string; from: number; until: number | null }

const lookEveryMs = 200

/** Watches readings of an organisation come and finish. Where the database does not answer, the windows are wider. */
export const watchReadings = ({ query }: Instance, organisationId: string) => {
  const windows = new Map<string, Window>()
  let goesOn = true
  let lastLook = performance.now()
  const look = async (): Promise<void> => {
    const lookedAt = performance.now()
    const rows = await query<{ id: string; state: string }>(
      'select id, state from reading where organisation_id = $1',
      [organisationId],
    )
    for (const { id, state } of rows) {
      const window = windows.get(id) ?? { id, from: lastLook, until: null }
      windows.set(id, window)
      if (state === 'finished') window.until ??= performance.now()
    }
    lastLook = lookedAt
  }
  const watching = (async () => {
    while (goesOn) {
      await look().catch(() => {})
      await delay(lookEveryMs)
    }
  })()
  return {
    windows: (): Window[] => [...windows.values()],
    finished: (): number => [...windows.values()].filter(({ until }) => until !== null).length,
    stop: async () => {
      goesOn = false
      await watching
      await look()
    },
  }
}
export type ReadingWatch = ReturnType<typeof watchReadings>
