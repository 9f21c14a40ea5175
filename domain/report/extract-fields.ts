import type { Block, Words } from './document.ts'
import type { ExtractFacts, ExtractField } from './extract-facts.ts'

// What the fields are that concern a person, and what for.

/** What the services that any of it goes over are for, in Pomona's words. */
export const purposes = (facts: ExtractFacts, words: Words): Block => ({
  kind: 'definitions',
  rows: [...new Set(concerned(facts).map(({ service }) => service))].map((service) => ({
    term: words.t(`services.${service}.name`),
    lines: [
      { text: words.t(`services.${service}.purpose`) },
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
