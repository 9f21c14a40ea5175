import type { ReportedChanges, ReportedStanding } from './changes-facts.ts'
import { type End, knownAt } from './changes-known.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import { countLine, markOf } from './source-words.ts'

/** How each service stood at both ends, and whom it concerned. */
export const changedServices = ({ services, from, to }: ReportedChanges, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.difference.services'),
  columns: [
    { title: words.t('reports.document.column.service'), share: 6 },
    { title: words.t('reports.document.column.state'), share: 6 },
    { title: words.t('reports.document.devices'), share: 5, align: 'end' },
    { title: words.t('reports.document.people'), share: 5, align: 'end' },
  ],
  rows: services.map(({ service, before, after }): Cell[] => [
    [{ text: words.t(`services.${service}.name`), style: 'strong' }],
    stateCell({ before, after }, { from, to }, words),
    ...(['devices', 'people'] as const).map(
      (of): Cell => [countLine(after[of], words), earlier(countLine(before[of], words), words)],
    ),
  ]),
})

type Standing = { before: ReportedStanding; after: ReportedStanding }

/** One line where both ends say the same, as the later one knows it. */
const stateCell = ({ before, after }: Standing, { from, to }: { from: End; to: End }, words: Words): Cell => {
  const [was, is] = [standingLine(before, from, words), standingLine(after, to, words)]
  return was.text === is.text ? [is] : [is, earlier(was, words)]
}

/** Nobody knows of a service that was not read whether it was connected. */
const standingLine = ({ state, stateSource }: ReportedStanding, end: End, words: Words): Line => ({
  ...(end.reading === null && state === 'none'
    ? { text: words.t('inventory.stateNotKnown'), state: 'missing' }
    : { text: words.t(`states.${state}`), state }),
  mark: markOf(stateSource ?? knownAt(end), words),
})

const earlier = ({ text, mark }: Line, words: Words): Line => ({
  text: words.t('reports.difference.before', { was: text }),
  style: 'quiet',
  ...(mark && { mark }),
})
