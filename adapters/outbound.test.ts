import { Agent, fetch } from 'undici'
import { describe, expect, it, test } from 'vitest'
import { guardedLookup, isPrivateAddress, PrivateAddress } from './outbound.ts'

describe('an address', () => {
  it.each([
    ['10.1.2.3', true],
    ['127.0.0.1', true],
    ['169.254.169.254', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['100.64.0.1', true],
    ['0.0.0.0', true],
    ['20.190.151.7', false],
    ['::1', true],
    ['fd12:3456::1', true],
    ['fe80::1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:20.190.151.7', false],
    ['2603:1026:3000::1', false],
  ])('%s: private is %s', (address, isPrivate) => {
    expect(isPrivateAddress(address)).toBe(isPrivate)
  })
})

describe('a name', () => {
  const answering = (...addresses: string[]) =>
    ((_name, _options, told) =>
      told(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) satisfies Parameters<typeof guardedLookup>[1]
  const lookedUp = (addresses: string[], isAllowed = false) =>
    new Promise((resolve, reject) => {
      guardedLookup(() => isAllowed, answering(...addresses))(
        'graph.microsoft.com',
        { all: true },
        (error, found) => (error ? reject(error) : resolve(found)),
      )
    })

  test('that leads into a network of one’s own is refused, were it one answer among others', async () => {
    await expect(lookedUp(['20.190.151.7', '10.0.0.7'])).rejects.toEqual(new PrivateAddress('10.0.0.7'))
    await expect(lookedUp(['20.190.151.7'])).resolves.toEqual([{ address: '20.190.151.7', family: 4 }])
  })

  test('may lead there where the installation says so', async () => {
    await expect(lookedUp(['10.0.0.7'], true)).resolves.toEqual([{ address: '10.0.0.7', family: 4 }])
  })

  test('is looked up by the very connection that is made', async () => {
    const agent = new Agent({ connect: { lookup: guardedLookup(() => false, answering('127.0.0.1')) } })
    const refusal = fetch('http://graph.microsoft.com/v1.0', { dispatcher: agent })
    await expect(refusal).rejects.toMatchObject({ cause: new PrivateAddress('127.0.0.1') })
    await agent.close()
  })
})
