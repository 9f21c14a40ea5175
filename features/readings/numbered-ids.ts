import { v7 as uuidv7 } from 'uuid'
import { type SqlPart, sqlPart } from '#adapters/db.ts'

/**
 * An id for each row a statement selects, for `insert … select`: one UUIDv7 whose last 32 bits count the rows (RFC 9562
 * 6.2, method 2). PostgreSQL's own random ids take longer than the rows they are for. A statement needs a part of its
 * own: two that share one would give the same ids.
 */
export const numberedIds = (): SqlPart => {
  const lead = uuidv7().replaceAll('-', '').slice(0, 24)
  return sqlPart`(${lead} || lpad(to_hex(row_number() over ()), 8, '0'))::uuid`
}
