import type { ContactResource } from "@postroom/contract";
import type { ErasurePreviewAnswer } from "@postroom/contract/erasure";
import { useId, useState } from "react";
import { Link } from "wouter";
import { useLocale, useSay } from "../../desktop/desk.ts";
import { dateText } from "../../desktop/times.ts";
import { useRead } from "../use-read.ts";
import { EraseForm } from "./erase-form.tsx";
import { erasureOf } from "./erasing.ts";
import { HoldForm } from "./hold-form.tsx";

/** One contact: how much mail that is, what stands in the way of an erasure, and the two things that can be done. */
export function PersonCard({ contact }: { readonly contact: ContactResource }) {
  const say = useSay();
  const title = useId();
  const [receipt, setReceipt] = useState<string>();
  const name = nameOf(contact);
  return (
    <section className="card" aria-labelledby={`${title} ${title}-at`}>
      <h2 id={title}>
        <bdi>{name}</bdi>
      </h2>
      <p id={`${title}-at`} className="soft">
        <bdi>{addressesOf(contact).join(", ")}</bdi>
      </p>
      {receipt === undefined ? (
        <Kept contact={contact.id} name={name} erased={setReceipt} />
      ) : (
        <p role="status">
          {say("persons.erased")} <Link href={`/admin/audit?object=${contact.id}`}>{receipt}</Link>
        </p>
      )}
    </section>
  );
}

type Props = { readonly contact: string; readonly name: string; readonly erased: (receipt: string) => void };

function Kept({ contact, name, erased }: Props) {
  const say = useSay();
  const locale = useLocale();
  const { read, problem, readAgain } = useRead<ErasurePreviewAnswer>(erasureOf(contact));
  if (problem !== undefined) return <p role="alert">{say("notice.refused", { words: problem })}</p>;
  if (read === undefined) return <p>{say("app.loading")}</p>;
  const { interactions, open, legalHold } = read.body.erasure;
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{say("persons.emails")}</dt>
          <dd>{interactions}</dd>
        </div>
        {open.length > 0 && (
          <div>
            <dt>{say("persons.open")}</dt>
            <dd>
              {open.map((id) => (
                <Link key={id} href={`/interactions/${id}`}>
                  {id}{" "}
                </Link>
              ))}
            </dd>
          </div>
        )}
        {legalHold !== undefined && (
          <div>
            <dt>{say("persons.hold")}</dt>
            <dd>
              <bdi>{legalHold.reason}</bdi> (<bdi>{legalHold.by}</bdi>, {dateText(Date.parse(legalHold.at), locale)})
            </dd>
          </div>
        )}
      </dl>
      {legalHold === undefined && open.length === 0 && <EraseForm contact={contact} name={name} erased={erased} />}
      {legalHold === undefined && open.length > 0 && <p>{say("persons.openHint")}</p>}
      <HoldForm contact={contact} name={name} isHeld={legalHold !== undefined} done={readAgain} />
    </>
  );
}

const addressesOf = ({ attributes }: ContactResource): readonly string[] =>
  (attributes["EmailAddress"] ?? []).map(({ value }) => value);

const nameOf = (contact: ContactResource): string =>
  [contact.firstName, contact.lastName].filter(Boolean).join(" ") || (addressesOf(contact)[0] ?? contact.id);
