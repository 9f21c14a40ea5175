import { done, type Outcome, type Refusal } from './outcome.ts'

/** Work that goes on side by side and ends together: the first refusal or fault stops the rest, and is what is told. */
export type SideBySide<Reason extends string> = {
  /** Aborts when one of them was refused or failed. */
  signal: AbortSignal
  all(works: (() => Promise<Outcome<null, Reason>>)[]): Promise<void>
  /** The same work for each item, `width` of them at a time. */
  each<Item>(
    items: readonly Item[],
    width: number,
    work: (item: Item) => Promise<Outcome<null, Reason>>,
  ): Promise<void>
  /** What came of it. Throws the first fault. */
  outcome(): Outcome<null, Reason>
}

export const sideBySide = <Reason extends string>(): SideBySide<Reason> => {
  const stop = new AbortController()
  let first: { refusal: Refusal<Reason> } | { fault: unknown } | null = null
  const end = (why: NonNullable<typeof first>): void => {
    first ??= why
    stop.abort()
  }
  const run = async (work: () => Promise<Outcome<null, Reason>>): Promise<void> => {
    if (stop.signal.aborted) return
    try {
      const outcome = await work()
      if (!outcome.ok) end({ refusal: outcome })
    } catch (fault) {
      end({ fault })
    }
  }
  return {
    signal: stop.signal,
    all: async (works) => {
      await Promise.all(works.map(run))
    },
    each: async (items, width, work) => {
      const waiting = items.values()
      const lane = async () => {
        for (const item of waiting) await run(() => work(item))
      }
      await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
    },
    outcome: () => {
      if (first === null) return done(null)
      if ('fault' in first) throw first.fault
      return first.refusal
    },
  }
}
