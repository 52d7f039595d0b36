-- What a channel of Meta was granted cannot be renewed: its card says so, and people are told once.
create function app.refuse_token(p_tenant_id uuid, p_channel_id uuid, p_code text, p_now timestamptz default now())
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_account public.meta_accounts;
begin
  update public.meta_accounts a set token_error = p_code, token_checked_at = p_now
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id returning * into v_account;
  if not found then
    return;
  end if;
  perform app.raise_alert(p_tenant_id, 'meta_token', p_channel_id::text, jsonb_strip_nulls(jsonb_build_object('name', coalesce(v_account.name, 'Meta'),
    'until', to_char(v_account.token_expires_at at time zone app.clinic_zone(p_tenant_id), 'DD/MM/YYYY'))));
end;
$$;
revoke execute on function app.refuse_token(uuid, uuid, text, timestamptz) from public, anon, authenticated;
