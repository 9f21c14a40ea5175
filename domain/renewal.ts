import { type ConnectionKind, kindOf, type Service } from './service.ts'

/**
 * What a renewal must keep, so that nothing breaks: each rule with who says so and when that was read.
 * `published`: Apple or Microsoft writes it. `reported`: people who run it say so. `inferred`: it follows from the rest.
 */
export type RenewalRule = {
  id: string
  certainty: 'published' | 'reported' | 'inferred'
  publisher: 'apple' | 'microsoft'
}

/** When the publishers' pages were last read. */
export const renewalReadOn = '2026-08-20'

const microsoft = (id: string, certainty: RenewalRule['certainty'] = 'published'): RenewalRule => ({
  id,
  certainty,
  publisher: 'microsoft',
})
const apple = (id: string, certainty: RenewalRule['certainty'] = 'published'): RenewalRule => ({
  id,
  certainty,
  publisher: 'apple',
})

const rules: Record<ConnectionKind, readonly RenewalRule[]> = {
  pushCertificate: [
    microsoft('sameAccount'),
    apple('sameRow', 'reported'),
    microsoft('newTopic'),
    apple('move'),
    microsoft('yearly'),
    apple('reminders', 'reported'),
  ],
  enrolmentToken: [
    microsoft('sameServer'),
    microsoft('newDownload'),
    microsoft('accountChanges'),
    microsoft('yearly'),
  ],
  locationToken: [
    microsoft('sameLocation'),
    apple('accountChanges'),
    apple('newDownload', 'reported'),
    apple('licencesStay', 'inferred'),
    microsoft('yearly'),
  ],
}

/** The rules of a connection of this service, what must stay first. */
export const renewalOf = (service: Service): readonly RenewalRule[] => rules[kindOf(service)]
