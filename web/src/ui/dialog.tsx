import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { desk, useSay } from "../desktop/desk.ts";
import { Button } from "./button.tsx";

type Props = { readonly title: string; readonly children: ReactNode; readonly mustStay?: boolean };

/** A dialog over the page. Escape and a click beside it close it; what is written below stays untouched. */
export function Over({ title, children, mustStay = false }: Props) {
  const say = useSay();
  const close = (): void => desk.store.setState({ dialog: undefined });
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={!mustStay}
      isKeyboardDismissDisabled={mustStay}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            {!mustStay && (
              <Button onPress={close} label={say("dialog.close")}>
                ✕
              </Button>
            )}
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
