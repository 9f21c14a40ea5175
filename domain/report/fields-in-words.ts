import type { Language } from '../language.ts'
import type { Service } from '../service.ts'
import type { DisclosedElement } from './disclosure-facts.ts'
import type { Block, Cell, Words } from './document.ts'
import type { Headed } from './reported.ts'
import { sourceLine } from './source-words.ts'

type Field = Pick<DisclosedElement, 'group' | 'key' | 'texts' | 'kind'> & { service: Service }

/** What each field is and is used for, in Microsoft's words, with edition and row: once for services that share it. */
export const fieldsInWords = (
  fields: readonly Field[],
  caption: string,
  language: Language,
  facts: Headed,
  words: Words,
): Block[] => {
  const isTranslated = fields.some(({ texts }) => texts[language].ours)
  const once = [...Map.groupBy(fields, ({ group, key }) => `${group}/${key}`).values()]
  if (once.length === 0) return []
  return [
    {
      kind: 'table',
      caption,
      columns: [
        { title: words.t('reports.document.column.element'), share: 9 },
        {
          title: words.t(`reports.document.column.${isTranslated ? 'purposeTranslated' : 'purpose'}`),
          share: 15,
        },
        { title: words.t('reports.document.column.kind'), share: 8 },
      ],
      rows: once.flatMap((of) => {
        const [field] = of
        return field ? [fieldRow(field, of, language, facts, words)] : []
      }),
    },
  ]
}

const fieldRow = (
  { key, texts, kind }: Field,
  of: readonly Field[],
  language: Language,
  facts: Headed,
  words: Words,
): Cell[] => {
  const text = texts[language]
  const services = [...new Set(of.map(({ service }) => service))]
  return [
    [
      { text: text.label, style: text.label === key ? 'mono' : 'strong' },
      { text: services.map((service) => words.t(`services.${service}.name`)).join(', '), style: 'quiet' },
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
}
