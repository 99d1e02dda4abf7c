import { useEffect, useId, useRef, useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import { saveFile } from "../../shared/save-file.ts";
import type { Inspection, Photograph } from "./item.ts";
import { addPhotograph, photographBytes, removePhotograph } from "./items.ts";
import { capture } from "./photograph.ts";

const words = inspectWords.photo;

/** The photographs of an item; while it is a draft, they can be added and removed. */
export function Photographs(props: {
  readonly item: Inspection;
  /** `null` once it is signed. */
  readonly onChange: (() => Promise<void>) | null;
}) {
  const { item, onChange } = props;
  const [refused, setRefused] = useState<readonly string[]>([]);
  const id = useId();
  const add = async (files: readonly File[]) => {
    const problems: string[] = [];
    const before = [...item.photographs];
    for (const file of files) {
      const captured = await capture(file, before);
      if (!captured.ok) {
        problems.push(captured.message);
        continue;
      }
      await addPhotograph(item.id, captured.photograph, captured.bytes, Date.now());
      before.push(captured.photograph);
    }
    setRefused(problems);
    await onChange?.();
  };
  return (
    <div className="field photographs">
      {onChange === null ? null : (
        <>
          <label htmlFor={id}>{words.add}</label>
          <input
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            multiple
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = "";
              void add(files);
            }}
          />
          <p className="soft field-hint">{words.hint}</p>
          {refused.map((message) => (
            <p key={message} className="field-problem" role="alert">
              {message}
            </p>
          ))}
        </>
      )}
      <ul className="thumbnails">
        {item.photographs.map((photograph) => (
          <li key={photograph.sha256}>
            <Thumbnail item={item.id} photograph={photograph} />
            <PhotographLine item={item} photograph={photograph} onRemoved={onChange} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PhotographLine(props: {
  readonly item: Inspection;
  readonly photograph: Photograph;
  readonly onRemoved: (() => Promise<void>) | null;
}) {
  const { item, photograph, onRemoved } = props;
  const { sha256, name, size } = photograph;
  const save = async () => {
    const bytes = await photographBytes(item.id, sha256);
    if (bytes !== null) saveFile(name, bytes, "application/octet-stream");
  };
  const remove = async () => {
    await removePhotograph(item.id, sha256, Date.now());
    await onRemoved?.();
  };
  return (
    <div className="photograph-line">
      <p>
        {name}, {words.size(Math.ceil(size / 1000))}
      </p>
      <p className="set-mono hash-whole">{sha256}</p>
      <button type="button" className="turn" onClick={() => void save()}>
        {words.save}
      </button>
      {onRemoved === null ? null : (
        <button type="button" className="turn" onClick={() => void remove()}>
          {words.remove(name)}
        </button>
      )}
    </div>
  );
}

const THUMBNAIL = 160;

/** Drawn from the bytes that are kept, so that what is seen is what was hashed. */
function Thumbnail({ item, photograph }: { item: string; photograph: Photograph }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const { sha256, name } = photograph;
  useEffect(() => {
    let left = false;
    const draw = async () => {
      const bytes = await photographBytes(item, sha256);
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes ?? [])]));
      const { current } = canvas;
      if (left || current === null) return image.close();
      const scale = Math.min(1, THUMBNAIL / Math.max(image.width, image.height));
      current.width = Math.max(1, Math.round(image.width * scale));
      current.height = Math.max(1, Math.round(image.height * scale));
      current.getContext("2d")?.drawImage(image, 0, 0, current.width, current.height);
      image.close();
    };
    draw().catch(() => {
      if (!left) setFailed(true);
    });
    return () => {
      left = true;
    };
  }, [item, sha256]);
  if (failed) return <p className="soft">{words.noThumbnail}</p>;
  return <canvas ref={canvas} role="img" aria-label={words.of(name)} width={1} height={1} />;
}
