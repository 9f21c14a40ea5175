import { countsOver, type Sentence, type Touched } from './impact.ts'

/** What breaks or cannot be done about these connections, in one sentence. */
export type HardStopSentence = { names: string[]; said: Sentence }

/** A sentence for each kind of hard stop and of connection, so that what is alike is said once. */
export const hardStopSentences = ({ plan, impact }: Touched): HardStopSentence[] => {
  const planned = (id: string) => plan.connections.find((each) => each.id === id)
  const managedBy = (id: string) => impact.each.find((each) => each.id === id)?.managed ?? plan.counts.managed
  const kindOf = (id: string) => planned(id)?.kind ?? 'locationToken'
  const alike = Map.groupBy(plan.hardStops, ({ kind, connectionId }) => `${kind} ${kindOf(connectionId)}`)
  return [...alike.values()].flatMap((stops) => {
    const [first] = stops
    if (!first) return []
    const ids = stops.map(({ connectionId }) => connectionId)
    return {
      names: ids.map((id) => planned(id)?.name ?? ''),
      said: {
        key: `offboardings.hardStops.${first.kind}`,
        values: {
          tokens: ids.length,
          count: new Set(stops.flatMap(({ subjects }) => subjects)).size,
          managed: ids.reduce((sum, id) => sum + managedBy(id), 0),
          fixed: plan.counts.fixed,
          connection: kindOf(first.connectionId),
          ...(first.kind === 'alreadyGone' && {
            licences: countsOver({ plan, impact }, ids).licences,
            at: Math.max(...stops.flatMap(({ subjects }) => subjects.map((at) => Date.parse(at)))),
          }),
        },
      },
    }
  })
}

/** Of these, what was gone before the case began: what it does about that is no more than to look. */
export const goneSentences = (touched: Touched): Sentence[] =>
  hardStopSentences({
    ...touched,
    plan: { ...touched.plan, hardStops: touched.plan.hardStops.filter(({ kind }) => kind === 'alreadyGone') },
  }).map(({ said }) => said)
