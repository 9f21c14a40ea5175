/** One answered request, as tests look at it. The query is percent-decoded; no body and no token is kept. */
export type RecordedCall = { at: string; method: string; path: string; query: string; status: number }

export type Calls = { record(call: RecordedCall): void; list(): readonly RecordedCall[]; clear(): void }

const remembered = 10_000

export const makeCalls = (): Calls => {
  let calls: RecordedCall[] = []
  return {
    record: (call) => {
      calls.push(call)
      if (calls.length > remembered * 2) calls = calls.slice(-remembered)
    },
    list: () => calls.slice(-remembered),
    clear: () => {
      calls = []
    },
  }
}
