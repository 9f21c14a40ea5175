import { describe, expect, it } from 'vitest'
import { isReviewOverdue, legalFactsFor, shippedLegalFacts } from './legal-facts.ts'

describe('legal facts', () => {
  it.each([
    ['DK', 'Apple Distribution International Ltd.'],
    ['NO', 'Apple Distribution International Ltd.'],
    ['US', 'Apple Inc.'],
    ['CA', 'Apple Canada Inc.'],
    ['JP', 'iTunes K.K.'],
    ['AU', 'Apple Pty Limited'],
  ])('name the recipient of %s', (country, entity) => {
    expect(legalFactsFor(country).recipient.value?.entity).toBe(entity)
  })

  it.each(['GB', 'CH', 'BR', 'ZZ'])(
    'say that the recipient of %s is not known, rather than guess',
    (country) => {
      const { recipient, transfer } = legalFactsFor(country)
      expect(recipient).toMatchObject({ value: null, source: { grade: 'unverifiable' } })
      expect(transfer).toMatchObject({ value: null, source: { grade: 'unverifiable' } })
    },
  )

  it('rest transfers from the Union and the EEA on contractual clauses, Apple not being certified', () => {
    for (const country of shippedLegalFacts.euEea)
      expect(legalFactsFor(country).transfer.value).toEqual({
        safeguard: 'scc',
        to: 'US',
        dataPrivacyFramework: 'notCertified',
      })
  })

  it('are to be checked until the organisation confirms them', () => {
    expect(legalFactsFor('DK').recipient.toBeChecked).toBe(true)
    const confirmed = { ...shippedLegalFacts, status: 'confirmed' as const }
    expect(legalFactsFor('DK', confirmed).recipient.toBeChecked).toBe(false)
  })

  it("never assume Apple's role", () => {
    expect(legalFactsFor('DK').role).toMatchObject({ value: null, source: { grade: 'unverifiable' } })
  })

  it('are overdue from the day after their review date', () => {
    expect(isReviewOverdue(shippedLegalFacts.reviewBy)).toBe(false)
    expect(isReviewOverdue('2027-05-23')).toBe(true)
  })

  it('list each of the thirty countries once', () => {
    expect(new Set(shippedLegalFacts.euEea).size).toBe(30)
  })
})
