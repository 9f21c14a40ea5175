import { describe, expect, test } from 'vitest'
import { minutesLeft } from '#domain/offboarding/patience.ts'
import { testTiming } from './graph-server.fixture.ts'
import { openPace } from './pace.ts'

const devices = 'https://graph.example/v1.0/deviceManagement/managedDevices?$top=1000'
const apps = 'https://graph.example/beta/deviceAppManagement/mobileApps/a/assignedLicenses'
const { signal } = new AbortController()
const sleepBy = (timing: ReturnType<typeof testTiming>) => (ms: number) => timing.sleep(ms, signal)

const ask = async (method: string, url: string, times: number) => {
  const timing = testTiming()
  const pace = openPace(timing)
  const moments: number[] = []
  for (let n = 0; n < times; n += 1) {
    await pace.turn(method, url, sleepBy(timing))
    moments.push(timing.now())
  }
  return moments
}

describe('Microsoft’s budgets per 20 seconds', () => {
  test.each([
    ['devices', 'GET', devices, 2000],
    ['applications', 'GET', apps, 1000],
    ['writes to applications', 'DELETE', apps, 100],
  ])('are never reached: %s', async (_name, method, url, budget) => {
    const moments = await ask(method, url, budget * 3)
    for (const [n, moment] of moments.entries()) {
      const within = moments.filter((each) => each > moment - 20_000 && each <= moment)
      if (n % 97 === 0) expect(within.length).toBeLessThan(budget)
    }
    // Nor are they left unused.
    expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeLessThan(80_000)
  })

  test('leave as much time to deletions as people are told', async () => {
    const identity =
      'https://graph.example/beta/deviceManagement/depOnboardingSettings/a/importedAppleDeviceIdentities/b'
    const moments = await ask('DELETE', identity, 10_000)
    const minutes = ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) / 60_000
    expect(Math.abs(minutes - minutesLeft({ of: 10_000 }))).toBeLessThan(1)
  })

  test('a wait that one request was asked for holds its area and no other', async () => {
    const timing = testTiming()
    const pace = openPace(timing)
    pace.hold(apps, 7_000)
    await pace.turn('GET', devices, sleepBy(timing))
    expect(timing.slept).toEqual([])
    await pace.turn('GET', apps, sleepBy(timing))
    expect(timing.slept).toEqual([7_000])
  })

  test('a clock that is set back or ahead makes no wait longer or shorter', async () => {
    for (const hours of [-2, 2]) {
      const timing = testTiming()
      const pace = openPace(timing)
      pace.hold(apps, 7_000)
      timing.setClock(hours * 3_600_000)
      await pace.turn('GET', apps, sleepBy(timing))
      expect(timing.slept).toEqual([7_000])
    }
  })

  test('the organisation itself is no Intune resource', async () => {
    const moments = await ask('GET', 'https://graph.example/v1.0/organization', 5_000)
    expect(new Set(moments).size).toBe(1)
  })
})
