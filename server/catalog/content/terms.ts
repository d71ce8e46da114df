/** Japanese variants that readers would take for different things, and the term agreed on in docs/glossary.md. */
const variants: readonly [variant: string, agreed: string][] = [
  ['データ・レジデンシー', 'データレジデンシー'],
  ['データ所在地', 'データレジデンシー'],
  ['デジタル・ソブリンティ', 'デジタル主権'],
  ['ソブリン・クラウド', 'ソブリンクラウド'],
  ['司法管轄', '管轄権'],
  ['治外法権', '域外適用'],
  ['クロスボーダー移転', '越境移転'],
  ['国外移転', '越境移転'],
  ['エアーギャップ', 'エアギャップ'],
  ['署名済みバンドル', '署名付きバンドル'],
  ['ロールバック保護', 'ロールバック防止'],
  ['カスタマー管理キー', '顧客管理鍵'],
  ['顧客管理キー', '顧客管理鍵'],
  ['お客様管理', '顧客管理鍵'],
  ['自己保持キー', '自己保持鍵'],
  ['コンフィデンシャルコンピューティング', '機密コンピューティング'],
  ['コンフィデンシャル・コンピューティング', '機密コンピューティング'],
  ['アテステーション(証明)', 'アテステーション(構成証明)'],
  ['仮名化情報', '仮名加工情報'],
  ['自己主権アイデンティティ', '自己主権型アイデンティティ'],
  ['監視付き試験', '監督付き試験'],
  ['試験監督付き', '監督付き試験'],
  ['エージェンティック', 'エージェント'],
  ['べき等性', '冪等性'],
  ['コンピテンシ ', 'コンピテンシー'],
]

export interface TermFault {
  /** Zero-based line inside the text. */
  line: number
  variant: string
  agreed: string
}

export function findTermFaults(japanese: string): TermFault[] {
  return japanese
    .split('\n')
    .flatMap((content, line) =>
      variants.flatMap(([variant, agreed]) => (content.includes(variant) ? [{ line, variant, agreed }] : [])),
    )
}
