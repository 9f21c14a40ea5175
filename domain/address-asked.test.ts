import { expect, test } from 'vitest'
import { z } from 'zod'
import { addressAsked } from './address-asked.ts'
import { soughtText } from './sought-text.ts'

const shape = {
  q: soughtText,
  state: z.enum(['open', 'done']).optional(),
  rows: z.coerce
    .number()
    .pipe(z.literal([50, 200]))
    .default(50),
}

test.each([
  [{}, { q: '', rows: 50 }, []],
  [{ state: 'done', rows: '200', q: ' a ' }, { q: 'a', state: 'done', rows: 200 }, []],
  [{ state: '', rows: '', elsewhere: 'x' }, { q: '', rows: 50 }, []],
  [{ state: 'ajar', rows: '3', q: 'a' }, { q: 'a', rows: 50 }, ['state', 'rows']],
  [{ state: ['open', 'done'] }, { q: '', rows: 50 }, ['state']],
])('of the address %j what is no choice is left out and told', (address, said, leftOut) => {
  expect(addressAsked(shape, address)).toEqual({ said, leftOut })
})
