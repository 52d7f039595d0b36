-- What the hash of a document is made of: every word of it, one thing a line.
create function app.document_content(d public.patient_documents)
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(E'\n', d.number || '/' || d.year, d.kind, d.title, d.clinic_name, coalesce(d.letterhead, ''), d.patient_name,
    coalesce(d.purpose, ''), coalesce(d.addressee, ''), coalesce(d.cid, ''), d.author_name, coalesce(d.author_council, ''),
    to_char(d.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), d.body);
$$;
revoke execute on function app.document_content(public.patient_documents) from public, anon, authenticated;
