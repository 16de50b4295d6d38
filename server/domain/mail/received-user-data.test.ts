import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReceivedMail, receivedUserData } from "./received-user-data.ts";

const mail: ReceivedMail = {
  mailbox: "support@acme.test",
  headers: [
    { name: "To", value: "Help <help@acme.test>" },
    { name: "message-id", value: "<m1@customer.test>" },
    { name: "References", value: "<a@x>".repeat(1000) },
    { name: "Received", value: "by us" },
  ],
  from: [{ name: "Ann Lee", address: "ann@customer.test" }],
  subject: "Order 4711",
  attachments: [
    { name: "a.pdf", size: 10 },
    { name: "b.png", size: 5 },
  ],
  contact: {
    id: "0000Wa9CAM6W018X",
    firstName: "Ann",
    lastName: "Lee",
    lastAgent: { userName: "alice", at: "2026-11-23T10:18:00.000Z" },
  },
  autoReplyCount: 0,
};

test("a received mail carries the documented keys, with headers under their usual spelling", () => {
  const { Header_References, ...rest } = receivedUserData(mail);
  assert.equal(String(Header_References).length, 2000);
  assert.deepEqual(rest, {
    Mailbox: "support@acme.test",
    To: "Help <help@acme.test>",
    FromAddress: "ann@customer.test",
    FromPersonal: "Ann Lee",
    EmailAddress: "ann@customer.test",
    Subject: "Order 4711",
    "Header_Message-ID": "<m1@customer.test>",
    _ContainsAttachment: "true",
    _AttachmentsSize: "15",
    _AttachmentFileNames: "a.pdf,b.png",
    Origination_Source: "Email",
    ContactId: "0000Wa9CAM6W018X",
    FirstName: "Ann",
    LastName: "Lee",
    FullName: "Ann Lee",
    LastCalledAgent_EmployeeID: "alice",
    LastCalledAgent_TimeStamp: "2026-11-23T10:18:00.000Z",
    _AutoReplyCount: 0,
  });
});

test("what a mail does not have is left out", () => {
  const bare = receivedUserData({
    ...mail,
    headers: [],
    from: [],
    subject: "",
    attachments: [],
    contact: { id: "C1", firstName: "", lastName: "", lastAgent: undefined },
  });
  assert.deepEqual(bare, {
    Mailbox: "support@acme.test",
    Origination_Source: "Email",
    ContactId: "C1",
    _ContainsAttachment: "false",
    _AttachmentsSize: "0",
    _AutoReplyCount: 0,
  });
});
