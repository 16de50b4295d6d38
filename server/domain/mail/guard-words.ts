/** Words that promise an attachment, in several languages. Lower case; compared in the agent's own text only. */
export const attachmentWords: readonly string[] =
  "attached|attachment|enclosed|see the file|im anhang|anbei|angehängt|beigefügt|in der anlage|ci-joint|pièce jointe|en annexe|ci-annexé|adjunto|adjunta|archivo adjunto|en anexo|em anexo|anexo|segue em anexo|in allegato|allegato|allego|bijgevoegd|in de bijlage|als bijlage|bifogad|bifogar|vedhæftet|vedlagt|liitteenä|oheisena|w załączniku|załączam|v příloze|přiložen|v prílohe|csatolva|mellékelve|atașat|anexat|во вложении|прилагаю|прикреплен|у вкладенні|прикачен|επισυνάπτ|συνημμέν|ekteki|ekli dosya|添付|附件|附上|첨부|مرفق|מצורף|đính kèm|แนบ|terlampir".split(
    "|",
  );
