import type { ContactResource } from "@postroom/contract";
import { useSearchParams } from "wouter";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { searchIn } from "../../ui/form-search.ts";
import { Page } from "../page.tsx";
import { useRead } from "../use-read.ts";
import { PersonCard } from "./person-card.tsx";

type Found = { readonly contacts: readonly ContactResource[] };

/** So many are shown: whoever asks to be forgotten says who that is. */
const foundMax = 12;

/** Who is kept, and who wants to be forgotten; who is looked for is the URL. reliability.md 7.6 */
export function Persons() {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("q") ?? "";
  return (
    <Page title="view.persons" problem={undefined}>
      <p className="soft">{say("persons.hint")}</p>
      <form
        key={asked}
        className="filter"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(searchIn(event.currentTarget));
        }}
      >
        <label>
          {say("persons.who")}
          <input name="q" defaultValue={asked} maxLength={200} dir="auto" autoComplete="off" />
        </label>
        <Button type="submit" isMain>
          {say("audit.find")}
        </Button>
      </form>
      {asked !== "" && <FoundPersons key={asked} asked={asked} />}
    </Page>
  );
}

function FoundPersons({ asked }: { readonly asked: string }) {
  const say = useSay();
  const path = `/ucs/contacts?q=${encodeURIComponent(asked)}&fields=*&limit=${foundMax}`;
  const { read, problem } = useRead<Found>(path);
  if (problem !== undefined) return <p role="alert">{say("notice.refused", { words: problem })}</p>;
  if (read === undefined) return <p role="status">{say("app.loading")}</p>;
  const { contacts } = read.body;
  return (
    <>
      <p role="status">{contacts.length === 0 && say("persons.none")}</p>
      <div className="cards">
        {contacts.map((contact) => (
          <PersonCard key={contact.id} contact={contact} />
        ))}
      </div>
    </>
  );
}
