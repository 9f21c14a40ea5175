'use client'

import { Button } from '@mantine/core'
import { EmptyState } from '#components/empty-state.tsx'

export type FaultWords = { title: string; sentence: string; reference: string; retry: string }

/** The reference Next logs beside a fault of the server; a fault of the browser has none. */
export function referenceOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string'
    ? error.digest
    : undefined
}

type FaultNoticeProps = { words: FaultWords; reference: string | undefined; retry: () => void }

/** A surprise, told without its details: the reference leads whoever runs the server to the log line. */
export function FaultNotice({ words, reference, retry }: FaultNoticeProps) {
  return (
    <div role="alert">
      <EmptyState level="h1" title={words.title} action={<Button onClick={retry}>{words.retry}</Button>}>
        {words.sentence}
        {reference ? (
          <>
            <br />
            {words.reference} <code>{reference}</code>
          </>
        ) : null}
      </EmptyState>
    </div>
  )
}
