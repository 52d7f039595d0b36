create function app.intake_texts_of(p_tenant_id uuid, p_texts jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'purpose', t.purpose, 'nature', p.nature, 'version', t.version, 'title', t.title, 'body', t.body, 'fingerprint', t.fingerprint) order by p.position), '[]')
  from jsonb_each(p_texts) v (purpose, version)
  join public.intake_texts t on t.tenant_id = p_tenant_id and t.purpose = v.purpose and t.version = v.version::integer
  join public.intake_purposes p on p.key = t.purpose;
$$;
comment on function app.intake_texts_of(uuid, jsonb) is 'The texts of an invite, {purpose: version}, in the order in which they are read.';
revoke execute on function app.intake_texts_of(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.intake_texts_of(uuid, jsonb) to authenticated;
