import { Type } from "typebox";
import { closed, id, nullable, time } from "./common.ts";

const key = {
  id,
  owner: Type.String(),
  createdAt: time,
  revokedAt: nullable(time),
};

export const KeyBody = Type.Object(
  {
    owner: Type.String({
      pattern: "^[\\w.@+-]{1,100}$",
      description: "The owner of the subscriptions; an owner may have several keys",
    }),
  },
  closed,
);
export const KeyParams = Type.Object({ id });
export const NewKeySchema = Type.Object(
  { ...key, key: Type.String({ description: "Shown only once" }) },
  { $id: "NewApiKey", ...closed },
);
export const KeyListSchema = Type.Object(
  { keys: Type.Array(Type.Object(key, closed)) },
  { $id: "ApiKeyList", ...closed },
);
