// Somebody who uses matrix-js-sdk with its Rust crypto, which is what Element Web and Desktop are made of.
import "./quiet.mjs";
import { randomUUID } from "node:crypto";
import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/index.js";
import { ClientEvent, MatrixEventEvent, Preset, RoomEvent, createClient } from "matrix-js-sdk";
import {
    AllDevicesIsolationMode,
    EventShieldColour,
    EventShieldReason,
    OnlySignedDevicesIsolationMode,
} from "matrix-js-sdk/lib/crypto-api/index.js";
import { Verification } from "./verification.mjs";
import { serve, tell, until } from "./wire.mjs";

const MARKER = "vigil.demo.marker";
let client;
let acceptsAll;
let verification;

// Logs in as a new device; `signed`: it makes a cross-signing identity and signs the device with it;
// `strict`: it excludes devices that their owners have not signed; `autoJoin`: it accepts every invitation.
// `recovery`: instead it takes the identity, and the keys of what was read, that this recovery key opens.
async function login({ url, user, password, signed, strict, autoJoin, recovery }) {
    acceptsAll = autoJoin;
    const visitor = createClient({ baseUrl: url });
    const identifier = { type: "m.id.user", user };
    const answer = await visitor.loginRequest({ type: "m.login.password", identifier, password });
    client = createClient({
        baseUrl: url,
        userId: answer.user_id,
        deviceId: answer.device_id,
        accessToken: answer.access_token,
        cryptoCallbacks: {
            getSecretStorageKey: async ({ keys }) => [Object.keys(keys)[0], decodeRecoveryKey(recovery)],
        },
    });
    await client.initRustCrypto({ useIndexedDB: false });
    const crypto = client.getCrypto();
    crypto.setDeviceIsolationMode(strict ? new OnlySignedDevicesIsolationMode() : new AllDevicesIsolationMode(false));
    verification = new Verification(client);
    client.on(RoomEvent.Timeline, onTimeline);
    client.on(MatrixEventEvent.Decrypted, report);
    client.on(RoomEvent.MyMembership, onMembership);
    await client.startClient({ initialSyncLimit: 50, lazyLoadMembers: false });
    await until(() => (client.getSyncState() === "SYNCING" ? true : null), [client, ClientEvent.Sync]);
    if (recovery) {
        await crypto.bootstrapCrossSigning({});
        await crypto.loadSessionBackupPrivateKeyFromSecretStorage();
        await crypto.checkKeyBackupAndEnable();
        await crypto.restoreKeyBackup();
    } else if (signed) {
        await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: (upload) => upload(null) });
    }
    return { device: client.getDeviceId(), master: await crypto.getCrossSigningKeyId(), version: crypto.getVersion() };
}

// Not earlier: js-sdk looks up the devices of who invites before it joins, if it knows by then who that is.
function onMembership(room, membership) {
    if (membership === "invite" && acceptsAll) {
        join({ room: room.roomId }).catch((fault) => console.error("could not join", fault));
    }
    tell({ event: "membership", room: room.roomId, membership });
}

async function onTimeline(event, _room, toStart, removed) {
    if (toStart || removed || event.isState() || event.isRedaction()) return;
    if (event.isEncrypted()) {
        await client.decryptEventIfNeeded(event); // `Decrypted` follows, which reports it.
    } else {
        await report(event);
    }
}

// Tells of a message of somebody else: what it says and what Element would show beside it.
async function report(event) {
    const sender = event.getSender();
    if (sender === client.getUserId()) return;
    const common = { room: event.getRoomId(), raw: event.event, sender };
    if (event.isDecryptionFailure()) {
        tell({ event: "undecryptable", ...common, reason: event.decryptionFailureReason });
        return;
    }
    const info = await client.getCrypto().getEncryptionInfoForEvent(event);
    tell({
        event: "message",
        ...common,
        payload: { type: event.getType(), content: event.getContent() },
        encrypted: event.isEncrypted(),
        shield: info && EventShieldColour[info.shieldColour],
        reason: info && info.shieldReason !== null ? EventShieldReason[info.shieldReason] : null,
        device: event.isEncrypted() ? await deviceOf(sender, event.getSenderKey()) : null,
    });
}

// The device of `user` that has this Curve25519 key, and what js-sdk thinks of it.
async function deviceOf(user, curve25519) {
    const crypto = client.getCrypto();
    const devices = (await crypto.getUserDeviceInfo([user], true)).get(user) ?? new Map();
    for (const device of devices.values()) {
        if (device.getIdentityKey() !== curve25519) continue;
        const status = await crypto.getDeviceVerificationStatus(user, device.deviceId);
        return {
            id: device.deviceId,
            signed_by_owner: status.signedByOwner,
            verified: status.crossSigningVerified,
        };
    }
    return null;
}

// Whether every device of `user` is cross-signed, as the homeserver says now. js-sdk itself says so only of people
// with whom a room is shared; it checks the signature then.
async function signed({ user }) {
    const answer = await client.downloadKeysForUsers([user]);
    const [key] = Object.values(answer.self_signing_keys?.[user]?.keys ?? {});
    const devices = Object.values(answer.device_keys[user] ?? {});
    return devices.length > 0 && devices.every((device) => `ed25519:${key}` in device.signatures[user]);
}

// Begins an encrypted direct chat as Element does, and returns when a message written into it would be encrypted for
// both: js-sdk gives keys to those whom sync has shown.
async function open({ user }) {
    const algorithm = { algorithm: "m.megolm.v1.aes-sha2" };
    const { room_id: room } = await client.createRoom({
        preset: Preset.TrustedPrivateChat,
        is_direct: true,
        invite: [user],
        initial_state: [{ type: "m.room.encryption", state_key: "", content: algorithm }],
    });
    await encrypted(room);
    await until(() => client.getRoom(room)?.getMember(user) ?? null, [client, ClientEvent.Sync]);
    return { room };
}

async function encrypted(room) {
    const crypto = client.getCrypto();
    await until(
        async () => ((await crypto.isEncryptionEnabledInRoom(room)) ? true : null),
        [client, ClientEvent.Sync],
    );
}

async function join({ room }) {
    await client.joinRoom(room);
}

async function send({ room, kind, content }) {
    await encrypted(room);
    const { event_id: event } = await client.sendEvent(room, kind, content);
    return { event };
}

// Sends a message to this very device, and returns when it is back: so is all that came before it.
async function catchUp() {
    const marker = randomUUID();
    const back = new Promise((resolve) => {
        const look = (event) => {
            if (event.getType() === MARKER && event.getContent().marker === marker) {
                client.off(ClientEvent.ToDeviceEvent, look);
                resolve();
            }
        };
        client.on(ClientEvent.ToDeviceEvent, look);
    });
    const own = new Map([[client.getDeviceId(), { marker }]]);
    await client.sendToDevice(MARKER, new Map([[client.getUserId(), own]]));
    await back;
    await until(() => true, [client, ClientEvent.Sync]);
    const events = client.getRooms().flatMap((room) => room.getLiveTimeline().getEvents());
    await Promise.all(events.map((event) => client.decryptEventIfNeeded(event)));
}

// What js-sdk holds of somebody's identity, after asking the homeserver again.
async function standing({ user }) {
    const crypto = client.getCrypto();
    await crypto.userHasCrossSigningKeys(user, true);
    const status = await crypto.getUserVerificationStatus(user);
    const devices = (await crypto.getUserDeviceInfo([user], true)).get(user) ?? new Map();
    const verified = [];
    for (const id of devices.keys()) {
        const device = await crypto.getDeviceVerificationStatus(user, id);
        const judged = { signed_by_owner: device?.signedByOwner ?? false, verified: device?.crossSigningVerified ?? false };
        verified.push({ id, ...judged });
    }
    return { known: status.known, verified: status.isCrossSigningVerified(), devices: verified };
}

serve({
    login,
    signed,
    open,
    join,
    send,
    catchUp,
    standing,
    verify: (request) => verification.begin(request),
    accept: (request) => verification.accept(request),
    confirm: () => verification.confirm(),
    mismatch: () => verification.mismatch(),
});
