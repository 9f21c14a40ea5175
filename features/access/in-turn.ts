const underWay = new Map<string, Promise<unknown>>()

/** Runs work of one key one after the other, in the order it was asked for; other keys are not held up. */
export const inTurn = <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
  const turn = (underWay.get(key) ?? Promise.resolve()).then(work, work)
  underWay.set(key, turn)
  const leave = () => {
    if (underWay.get(key) === turn) underWay.delete(key)
  }
  turn.then(leave, leave)
  return turn
}
