import { describe, expect, it } from 'vitest'
import { legalFacts, type StatedLegalFact } from '../legal-fact.ts'
import { shippedLegalFacts } from '../shipped-legal-facts.ts'
import { legalFactsFor } from './legal-facts.ts'

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

  it('are to be checked until the organisation confirms them, and then stated by whoever did', () => {
    expect(legalFactsFor('DK').recipient.toBeChecked).toBe(true)
    const confirmed: StatedLegalFact = {
      key: 'recipient.euEea',
      version: 1,
      deed: 'confirmed',
      value: legalFactsFor('DK').recipient.value,
      basis: null,
      shippedBasis: 'reports.legal.basis.appleTerms',
      edition: '2025-03',
      checkedOn: '2026-11-20',
      reviewBy: '2027-11-20',
      note: null,
      statedBy: 'Karen',
      statedAt: new Date('2026-11-20T10:00:00Z'),
    }
    const { recipient, transfer } = legalFactsFor('DK', legalFacts('DK', [confirmed]))
    expect(recipient).toMatchObject({
      toBeChecked: false,
      version: 1,
      edition: '2025-03',
      basis: 'reports.legal.basis.appleTerms',
      reviewBy: '2027-11-20',
      source: { by: 'Karen' },
    })
    expect(transfer.toBeChecked).toBe(true)
  })

  it("never assume Apple's role, nor the contract", () => {
    const { role, contract } = legalFactsFor('DK')
    for (const fact of [role, contract])
      expect(fact).toMatchObject({ value: null, source: { grade: 'unverifiable' } })
  })

  it('name whom a person may complain to, where the country has one authority', () => {
    expect(legalFactsFor('DK').authority).toMatchObject({ value: 'Datatilsynet', toBeChecked: true })
    const without = shippedLegalFacts.euEea.filter((country) => !legalFactsFor(country).authority?.value)
    expect(without).toEqual(['DE'])
    expect(legalFactsFor('US').authority).toMatchObject({ value: null, source: { grade: 'unverifiable' } })
  })

  it('list each of the thirty countries once', () => {
    expect(new Set(shippedLegalFacts.euEea).size).toBe(30)
  })
})
