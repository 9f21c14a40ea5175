import { expect, it } from 'vitest'
import en from '#messages/en.json' with { type: 'json' }
import { accountKindOf } from './account-kind.ts'
import { renewalOf } from './renewal.ts'
import { kindOf, services } from './service.ts'

it.each(services)('the rules of %s are those that have words, each once', (service) => {
  const ids = renewalOf(service).map(({ id }) => id)
  expect(ids.toSorted()).toEqual(Object.keys(en.accounts.renewal[kindOf(service)]).toSorted())
})

it('of a push certificate the topic comes first', () => {
  expect(renewalOf('apns')[0]).toEqual({ id: 'sameAccount', certainty: 'published', publisher: 'microsoft' })
})

it('a token tells that its account is a managed one; a push certificate does not', () => {
  expect(accountKindOf(['apns'])).toBe('either')
  expect(accountKindOf(['apns', 'vpp'])).toBe('managed')
})
