/** Traditional characters of the words that reports use, each with its simplified one. */
const pairs =
  "郵邮單单絕绝滿满發发傳传遞递務务無无錯错誤误戶户號号賬账帳帐間间連连應应數数據据過过將将對对絡络網网貼贴買买註注銷销凍冻結结儲储檔档擋挡攔拦載载輸输寄寄個个這这沒没種种統统達达運运顯显還还為为訊讯資资領领認认識识詢询請请該该閉闭開开關关啟启現现從从試试達达於于產产質质類类暫暂時时狀状態态額额";

const simple: ReadonlyMap<string, string> = new Map(
  Array.from({ length: pairs.length / 2 }, (_, index) => [pairs[2 * index] ?? "", pairs[2 * index + 1] ?? ""]),
);

/** A Chinese text as Beijing writes it, so that a word is looked for in one form; a text with kana is Japanese, and left as it is. */
export function simplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text) || /[\u3040-\u30ff]/.test(text)) return text;
  return text.replace(/[\u4e00-\u9fff]/g, (character) => simple.get(character) ?? character);
}
