import type { Actor } from '#domain/actor.ts'
import { search } from '#features/search/search.ts'
import type { PageCase } from './measure-page.ts'

/** What is typed into the search over everything. */
export type SearchSubjects = { serials: string[]; addresses: string[]; firstNames: string[] }

/** The search over everything, as one types: few letters and many, rare ones and what thousands are called. */
export const searchCases = (actor: Actor, { serials, addresses, firstNames }: SearchSubjects): PageCase[] => {
  const { organisationId } = actor
  const its = (subject: string) => [organisationId, subject]
  const words = "lower(' ' || coalesce(split_part(upn, '@', 1), '') || ' ' || coalesce(name, ''))"
  const plain = [
    {
      sql: `select id, name, upn from person where organisation_id = $1 and ${words} like '%' || lower($2) || '%' limit 25`,
      values: its,
    },
    {
      sql: `select id, serial, name, model from device where organisation_id = $1
        and (serial like upper($2) || '%' or lower(' ' || name) like '%' || lower($2) || '%') limit 25`,
      values: its,
    },
    {
      sql: 'select id, apple_id from account where organisation_id = $1 and strpos(lower(apple_id), lower($2)) > 0 limit 25',
      values: its,
    },
    {
      sql: 'select id, name, service from connection where organisation_id = $1 and strpos(lower(name), lower($2)) > 0 limit 25',
      values: its,
    },
  ]
  const typed = { call: (text: string) => search(actor, text), plain }
  return [
    { name: 'search, by serial prefix', subjects: serials, ...typed },
    { name: 'search, by part of the UPN', subjects: addresses, ...typed },
    { name: 'search, by a first name', subjects: firstNames, ...typed },
    { name: 'search, by two letters', subjects: firstNames.map((name) => name.slice(0, 2)), ...typed },
    { name: 'search, nothing found', subjects: serials.map((serial) => `${serial}zz`), ...typed },
  ]
}
