'use client'

/** Shown when even the frame of the page failed, so nothing is known of the reader: one sentence in each language. */
export default function GlobalError({ retry }: { error: Error; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Terakoya</h1>
          <p>Something on our side failed. Nothing you saved is lost; try again.</p>
          <p lang="ja">こちら側で問題が起きました。保存したものは失われていません。もう一度お試しください。</p>
          <button type="button" onClick={retry}>
            Try again / もう一度試す
          </button>
        </main>
      </body>
    </html>
  )
}
