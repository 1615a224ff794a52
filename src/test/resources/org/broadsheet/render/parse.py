# Parses every message named on the command line with Python's own parser, strictly: any defect is an error.
# Prints one JSON object a message.
import email, email.policy, json, sys

policy = email.policy.SMTP.clone(raise_on_defect=True)
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        raw = file.read()
    assert b"\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b""), name
    message = email.message_from_bytes(raw, policy=policy)
    defects = []
    for part in message.walk():
        defects += part.defects
        for key, value in part.items():
            defects += value.defects
    print(json.dumps({
        "defects": [repr(defect) for defect in defects],
        "subject": str(message["subject"]),
        "to": [[a.display_name, a.addr_spec] for a in message["to"].addresses],
        "types": [part.get_content_type() for part in message.walk()],
        "text": message.get_body(("plain",)).get_content(),
        "html": message.get_body(("html",)).get_content(),
    }))
