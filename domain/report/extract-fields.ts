import type { Language } from '../language.ts'
import type { Block, Cell, Words } from './document.ts'
import type { ExtractFacts, ExtractField } from './extract-facts.ts'
import { markOf, sourceLine } from './source-words.ts'

// What the fields are that concern a person, and what for.

/** What the services that any of it goes over are for. */
export const purposes = (facts: ExtractFacts, words: Words): Block => ({
  kind: 'definitions',
  rows: [...new Set(concerned(facts).map(({ service }) => service))].map((service) => ({
    term: words.t(`services.${service}.name`),
    lines: [
      { text: words.t(`services.${service}.purpose`), mark: markOf({ grade: 'documented' }, words) },
      { text: words.t(`services.${service}.alsoKnownAs`), style: 'quiet' },
    ],
  })),
})

/** The fields that are or were shared about the person or a device of theirs, or of which that is unknown. */
export const concerned = ({ fields, own, devices }: ExtractFacts): ExtractField[] => {
  const told = [...own, ...devices.flatMap(({ sharing }) => sharing)]
  const keys = new Set(
    told.flatMap(({ service, status, keys }) =>
      status === 'notApplicable' ? [] : keys.map((key) => `${service}/${key}`),
    ),
  )
  return fields.filter(({ service, key }) => keys.has(`${service}/${key}`))
}

const servicesOf = (group: ExtractField['group'], facts: ExtractFacts, words: Words): string =>
  [
    ...new Set(
      concerned(facts)
        .filter((field) => field.group === group)
        .map(({ service }) => service),
    ),
  ]
    .map((service) => words.t(`services.${service}.name`))
    .join(', ')

/** What each of these fields is, in Microsoft's words: once for services that share them. */
export const fieldsTable = (facts: ExtractFacts, language: Language, words: Words): Block[] => {
  const isTranslated = facts.fields.some(({ texts }) => texts[language].ours)
  const once = [...new Map(concerned(facts).map((field) => [`${field.group}/${field.key}`, field])).values()]
  if (once.length === 0) return []
  return [
    {
      kind: 'table',
      caption: words.t('reports.extract.fields.caption'),
      columns: [
        { title: words.t('reports.document.column.element'), share: 9 },
        {
          title: words.t(`reports.document.column.${isTranslated ? 'purposeTranslated' : 'purpose'}`),
          share: 15,
        },
        { title: words.t('reports.document.column.kind'), share: 8 },
      ],
      rows: once.map(({ texts, kind, group }): Cell[] => {
        const text = texts[language]
        return [
          [
            { text: text.label, style: 'strong' },
            { text: servicesOf(group, facts, words), style: 'quiet' },
          ],
          [
            { text: text.purpose },
            ...(text.ours
              ? [
                  { text: words.t('reports.document.elements.ours'), style: 'quiet' as const },
                  { text: texts.en.purpose, style: 'quiet' as const, language: 'en' as const },
                ]
              : []),
            sourceLine({ grade: 'documented', edition: text.edition, row: text.row }, facts, words),
          ],
          [{ text: words.t(`catalogue.kinds.${kind}`) }],
        ]
      }),
    },
  ]
}
