import { useSay } from "../../desktop/desk.ts";
import { ownNameOf } from "../../i18n/locale.ts";
import type { Group } from "./groups.ts";
import { ResponseCell } from "./response-cell.tsx";
import { WriteIt } from "./text/text-verbs.tsx";

type Props = {
  readonly group: Group;
  /** By the server's clock. */
  readonly now: number;
  readonly readAgain: () => Promise<void>;
};

/** The texts of a category, each in a row, each language in a column: what is missing is seen. desktop.md 8.5 */
export function ResponseTable({ group: { category, languages, rows }, now, readAgain }: Props) {
  const say = useSay();
  return (
    <table className="responses">
      <thead>
        <tr>
          <th scope="col">{say("rules.name")}</th>
          {languages.map((language) => (
            <th key={language} scope="col">
              <bdi lang={language}>{ownNameOf(language)}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, byLanguage }) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {languages.map((language) => {
              const response = byLanguage.get(language);
              return (
                <td key={language} data-label={ownNameOf(language)}>
                  {response === undefined ? (
                    <>
                      <p className="soft">{say("responses.missing")}</p>
                      <WriteIt like={{ category, name, language }} />
                    </>
                  ) : (
                    <ResponseCell response={response} now={now} readAgain={readAgain} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
