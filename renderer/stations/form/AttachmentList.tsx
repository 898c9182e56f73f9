import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import type { Failure } from '../../../main/contract/failures/failure';
import { ATTACHMENT_BYTES } from '../../../main/contract/flow/attachment';
import type { FormMaterial } from '../../../main/contract/flow/form';
import { useCall, useHall } from '../../hall';
import { FailureNote, Icon } from '../../parts';
import { ATTACH, writeSize } from '../../words';

const TOO_LARGE: Failure = { code: 'FORM_ATTACHMENT_SIZE', retry: 'clerk', details: {} };
const KINDS = 'image/png,image/jpeg,application/pdf';

/** The files of one material: chosen, dropped, taken out again. What they are is judged by the core, by their bytes. */
export function AttachmentList({ material, id }: { material: FormMaterial; id: string }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const chooser = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<'size' | 'unreadable' | null>(null);
  const [over, setOver] = useState(false);

  const add = async (files: readonly File[]) => {
    setRefused(null);
    for (const file of files) {
      if (file.size > ATTACHMENT_BYTES) return setRefused('size');
      const base64 = await readBase64(file);
      if (base64 === null) return setRefused('unreadable');
      const name = file.name.slice(-120) || ATTACH.add;
      const done = await errand.run(() => facade.case.attach({ material: material.key, name, base64 }));
      if (!done) return;
      store.putCase(done.value);
    }
  };
  const remove = async (file: string) => {
    const done = await errand.run(() => facade.case.detach({ material: material.key, id: file }));
    if (done) store.putCase(done.value);
  };
  const drag = (event: DragEvent, isOver: boolean) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button beside it does the same by key.
    <div
      className={over ? 'attachments attachments-over' : 'attachments'}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        void add([...event.dataTransfer.files]);
      }}
    >
      {material.attachments.map((file) => (
        <span key={file.id} className="attachment">
          <Icon name="file" />
          <span className="attachment-name">{file.name}</span>
          <span className="quiet">{writeSize(file.size)}</span>
          <Button
            type="text"
            size="small"
            aria-label={ATTACH.removeFile(file.name)}
            title={ATTACH.remove}
            icon={<Icon name="close" />}
            onClick={() => void remove(file.id)}
          />
        </span>
      ))}
      <Button
        id={id}
        size="small"
        aria-label={ATTACH.addTo(material.name)}
        loading={errand.busy}
        onClick={() => chooser.current?.click()}
      >
        {ATTACH.add}
      </Button>
      <span className="quiet attachment-hint">{ATTACH.hint}</span>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept={KINDS}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {refused === 'unreadable' ? <p className="field-problem">{ATTACH.unreadable}</p> : null}
      <FailureNote failure={refused === 'size' ? TOO_LARGE : errand.failure} />
    </div>
  );
}

function readBase64(file: File): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onerror = () => resolve(null);
    reader.onload = () => {
      const text = typeof reader.result === 'string' ? reader.result : '';
      const base64 = text.slice(text.indexOf(',') + 1);
      resolve(base64.length >= 4 ? base64 : null);
    };
    reader.readAsDataURL(file);
  });
}
