import { assert, boolean, constantFrom, date, array as listOf, option, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isFlowing,
  isGone,
  isNobodyAnyMore,
  type LifeFacts,
  type LifeState,
  lifeOf,
  lifeStates,
  serviceState,
} from './connection-life.ts'
import { services } from './service.ts'

const now = new Date('2026-11-22T12:00:00Z')
const day = (days: number) => new Date(now.getTime() + days * 86_400_000)
const sharing: LifeFacts = {
  service: 'vpp',
  isCurrent: true,
  isMissing: false,
  expiresAt: day(200),
  observedSince: day(-100),
  disabledAt: null,
  accountDeletion: null,
  accountKeptAt: null,
}
const gone = { disabledAt: day(-1) }
const deleted = { accountDeletion: { statedAt: day(0) } }

describe('the life of a connection', () => {
  it.each<[string, Partial<LifeFacts>, LifeState]>([
    ['a token that is there shares', {}, 'sharing'],
    ['a connection without an expiry shares', { expiresAt: null }, 'sharing'],
    ['thirty days ahead it is expiring', { expiresAt: day(30) }, 'expiring'],
    ['thirty-one days ahead it is not yet', { expiresAt: day(31) }, 'sharing'],
    ['at its expiry it has expired', { expiresAt: now }, 'expired'],
    ['absence in one reading is missing, not gone', { isMissing: true, expiresAt: day(-3) }, 'missing'],
    [
      'a push certificate that is not there and not gone was emptied',
      { service: 'apns', isMissing: true, expiresAt: day(-3) },
      'emptied',
    ],
    ['an emptied one that is gone is gone', { service: 'apns', isMissing: true, ...gone }, 'disabled'],
    ['gone with its account alive is only disabled', gone, 'disabled'],
    ['closed by a reading is gone as well', { isCurrent: false }, 'disabled'],
    ['gone with its account deleted has stopped', { ...gone, ...deleted }, 'stopped'],
    ['an account deleted behind a living token stops nothing', deleted, 'sharing'],
    [
      'a deletion stated before this stay began is not about it',
      { ...gone, accountDeletion: { statedAt: day(-200) } },
      'disabled',
    ],
    ['the decision to keep the account ends it too', { ...gone, accountKeptAt: day(0) }, 'accountKept'],
    ['deletion outweighs keeping', { ...gone, ...deleted, accountKeptAt: day(-1) }, 'stopped'],
    ['keeping without disabling ends nothing', { accountKeptAt: day(0) }, 'sharing'],
  ])('%s', (_, facts, state) => {
    expect(lifeOf({ ...sharing, ...facts }, now)).toBe(state)
  })

  it('never calls stopped what is not both gone and deleted', () => {
    const moment = date({ min: day(-400), max: day(400), noInvalidDate: true })
    const facts = record({
      service: constantFrom(...services),
      isCurrent: boolean(),
      isMissing: boolean(),
      expiresAt: option(moment),
      observedSince: moment,
      disabledAt: option(moment),
      accountDeletion: option(record({ statedAt: moment })),
      accountKeptAt: option(moment),
    })
    assert(
      property(facts, (drawn) => {
        const state = lifeOf(drawn, now)
        const isOver = drawn.disabledAt !== null || !drawn.isCurrent
        expect(isGone(state)).toBe(isOver)
        expect(isFlowing(state)).toBe(!isOver && state !== 'emptied')
        if (state === 'stopped') expect(drawn.accountDeletion).not.toBeNull()
        if (state === 'accountKept') expect(drawn.accountKeptAt).not.toBeNull()
      }),
    )
  })
})

describe('the state of a service', () => {
  it.each<[LifeState[], string]>([
    [[], 'none'],
    [['stopped', 'expired'], 'sharing'],
    [['missing'], 'sharing'],
    [['emptied'], 'emptied'],
    [['emptied', 'expired'], 'sharing'],
    [['stopped', 'disabled', 'emptied'], 'emptied'],
    [['stopped', 'disabled', 'accountKept'], 'disabled'],
    [['stopped', 'accountKept'], 'accountKept'],
    [['stopped', 'stopped'], 'stopped'],
  ])('of %j is %s', (states, state) => {
    expect(serviceState(states)).toBe(state)
  })

  it('is stopped only when every connection is', () => {
    assert(
      property(listOf(constantFrom(...lifeStates), { minLength: 1 }), (states) => {
        expect(serviceState(states) === 'stopped').toBe(states.every((state) => state === 'stopped'))
      }),
    )
  })
})

describe('a count over what has ended', () => {
  it.each(['emptied', 'disabled', 'stopped', 'accountKept'] as const)(
    'that is zero is nobody any more, where it is %s',
    (state) => {
      expect(isNobodyAnyMore(0, state)).toBe(true)
      expect(isNobodyAnyMore(1, state)).toBe(false)
      expect(isNobodyAnyMore(null, state)).toBe(false)
    },
  )

  it.each(['none', 'sharing', 'expiring', 'expired', 'missing'] as const)(
    'is a number where nothing has ended: %s',
    (state) => {
      expect(isNobodyAnyMore(0, state)).toBe(false)
    },
  )
})
