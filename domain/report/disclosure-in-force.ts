import { services } from '../service.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import type { Block, Cell, Section, Words } from './document.ts'
import { sourceLine } from './source-words.ts'

type InForce = NonNullable<DisclosureFacts['inForce']>

/** What stood at the moment of a report beside the inventory; nothing where it was not asked for. */
export const inForceSections = (facts: DisclosureFacts, words: Words): Section[] => {
  const { inForce } = facts
  if (!inForce) return []
  return [
    {
      title: words.t('reports.state.inForce.title'),
      newPage: false,
      blocks: [
        { kind: 'paragraph', lines: [{ text: words.t('reports.state.inForce.intro') }] },
        { kind: 'heading', text: words.t('reports.state.authorisations.title') },
        ...authorisations(inForce.authorisations, facts, words),
        { kind: 'heading', text: words.t('reports.state.approvals.title') },
        ...approvals(inForce.approvals, facts, words),
      ],
    },
  ]
}

const none = (key: string, words: Words): Block[] => [
  { kind: 'paragraph', lines: [{ text: words.t(`reports.state.${key}.none`) }] },
]

const authorisations = (stood: InForce['authorisations'], facts: DisclosureFacts, words: Words): Block[] =>
  stood.length === 0
    ? none('authorisations', words)
    : [
        {
          kind: 'table',
          caption: words.t('reports.state.authorisations.caption'),
          columns: [
            { title: words.t('reports.state.authorisations.what'), share: 6 },
            { title: words.t('reports.state.authorisations.says'), share: 5 },
            { title: words.t('reports.state.known'), share: 5 },
          ],
          rows: stood.map((each): Cell[] => [
            [
              { text: words.t(`reports.state.authorisations.of.${each.of}`), style: 'strong' },
              {
                text: [each.name, each.service && serviceWords(each.service, words)]
                  .filter((part) => part)
                  .join(', '),
                style: 'quiet',
              },
            ],
            [
              { text: words.t(`reports.state.authorisations.value.${each.value}`) },
              ...(each.at === null
                ? []
                : [
                    {
                      text: words.t(`reports.state.authorisations.${each.by === null ? 'at' : 'atBy'}`, {
                        at: words.date(each.at, 'day'),
                        by: each.by ?? '',
                      }),
                      style: 'quiet' as const,
                    },
                  ]),
            ],
            [sourceLine(each.source, facts, words)],
          ]),
        },
      ]

/** Intune names services in words of its own; those that are ours are told in ours. */
const serviceWords = (name: string, words: Words): string => {
  const service = services.find((each) => each === name)
  return service ? words.t(`services.${service}.name`) : name
}

const approvals = (stood: InForce['approvals'], facts: DisclosureFacts, words: Words): Block[] =>
  stood.length === 0
    ? none('approvals', words)
    : [
        {
          kind: 'table',
          caption: words.t('reports.state.approvals.caption'),
          columns: [
            { title: words.t('reports.state.approvals.what'), share: 6 },
            { title: words.t('reports.state.approvals.note'), share: 5 },
            { title: words.t('reports.state.known'), share: 5 },
          ],
          rows: stood.map(({ of, name, count, note, source, id }): Cell[] => [
            [
              {
                text:
                  of === 'report'
                    ? words.t('reports.state.approvals.report', { kind: words.t(`reports.kinds.${name}`) })
                    : words.t('offboardings.named', { name, count, others: count - 1 }),
                style: 'strong',
              },
              { text: id, style: 'mono' },
            ],
            [
              note === null
                ? { text: words.t('reports.state.approvals.noNote'), style: 'quiet' }
                : { text: note },
            ],
            [sourceLine(source, facts, words)],
          ]),
        },
      ]
