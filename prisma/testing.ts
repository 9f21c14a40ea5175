import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase } from '#adapters/db.ts'
import { setCloud, setDatabase } from '#adapters/env.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '#sandbox/server.ts'
import { closeOwner } from './owner.ts'

/**
 * Gives this test file a migrated database of its own on a real PostgreSQL. Code under test connects as it does in
 * life, as pomona_app and its like; rows to start from are made with prisma/factories.ts. One that `isBlank` is migrated by
 * the test itself.
 */
export const useTestDatabase = ({ isBlank = false } = {}): void => {
  const templateUrl = new URL(inject('templateUrl'))
  const name = `pomona_test_${randomBytes(6).toString('hex')}`

  beforeAll(async () => {
    const template = isBlank ? 'template1' : templateUrl.pathname.slice(1)
    await onServer(templateUrl, `create database ${name} template ${template}`)
    const url = new URL(templateUrl)
    url.pathname = `/${name}`
    setDatabase(url.href)
  })

  afterAll(async () => {
    await closeDatabase()
    await closeOwner()
    await onServer(templateUrl, `drop database if exists ${name} with (force)`)
  })
}

/** The stand-in for Microsoft, for one test file: settings name it as the custom cloud. */
export const useSandbox = (options: SandboxOptions = {}): (() => Sandbox) => {
  let sandbox: Sandbox | undefined

  beforeAll(async () => {
    sandbox = await startSandbox(options)
    setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
  })

  afterAll(() => sandbox?.close())

  return () => {
    if (!sandbox) throw new Error('The sandbox runs from beforeAll on.')
    return sandbox
  }
}

/** A database can only be copied while nobody is connected to it, so this speaks from `postgres`. */
const onServer = async (templateUrl: URL, sql: string): Promise<void> => {
  const url = new URL(templateUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
