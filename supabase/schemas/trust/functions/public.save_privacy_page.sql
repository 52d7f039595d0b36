create function public.save_privacy_page(p_tenant_id uuid, p_is_open boolean, p_intro text default null)
returns public.privacy_settings
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_intro text := nullif(btrim(app.normalize_lines(p_intro)), '');
  v_before public.privacy_settings;
  v_row public.privacy_settings;
begin
  perform app.require_admin(p_tenant_id);
  if p_is_open is null or char_length(v_intro) > 1000 then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  select * into v_before from public.privacy_settings s where s.tenant_id = p_tenant_id for update;
  insert into public.privacy_settings (tenant_id, is_page_open, intro) values (p_tenant_id, p_is_open, v_intro)
  on conflict (tenant_id) do update set is_page_open = excluded.is_page_open, intro = excluded.intro
  returning * into v_row;
  perform app.audit(p_tenant_id, 'privacy_page.saved', 'privacy_page', p_tenant_id::text,
    jsonb_build_object('is_page_open', coalesce(v_before.is_page_open, false), 'intro', v_before.intro),
    jsonb_build_object('is_page_open', v_row.is_page_open, 'intro', v_row.intro));
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_tenant_id));
  return v_row;
end;
$$;
comment on function public.save_privacy_page(uuid, boolean, text) is
  'Caller: owner or administrators. Opens or closes the public page for requests of people about their data, and sets what it says first. Pages of requests stay. Errors: PT400 invalid_settings, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.save_privacy_page(uuid, boolean, text) from public, anon, authenticated;
grant execute on function public.save_privacy_page(uuid, boolean, text) to authenticated;
