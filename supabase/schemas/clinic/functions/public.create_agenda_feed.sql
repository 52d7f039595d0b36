create function public.create_agenda_feed(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_secret text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
begin
  perform app.require_member(p_tenant_id);
  insert into app.agenda_feeds as f (tenant_id, user_id, token_hash)
  values (p_tenant_id, auth.uid(), sha256(convert_to(v_secret, 'UTF8')))
  on conflict (tenant_id, user_id) do update set token_hash = excluded.token_hash, created_at = now(), read_at = null;
  return jsonb_build_object('token', p_tenant_id || '.' || v_secret);
end;
$$;
comment on function public.create_agenda_feed(uuid) is
  'Caller: members, for themselves. {token}: the secret of a link to the own agenda, shown once; the link before it ends. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.create_agenda_feed(uuid) from public, anon, authenticated;
grant execute on function public.create_agenda_feed(uuid) to authenticated;
