create function public.save_optout_settings(p_tenant_id uuid, p_acknowledges boolean, p_opt_out_text text, p_opt_in_text text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_out text := nullif(btrim(p_opt_out_text), '');
  v_in text := nullif(btrim(p_opt_in_text), '');
begin
  perform app.require_leader(p_tenant_id);
  if char_length(v_out) > 600 or char_length(v_in) > 600 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '600';
  end if;
  insert into public.conversation_optout_settings (tenant_id, acknowledges, opt_out_text, opt_in_text)
  values (p_tenant_id, coalesce(p_acknowledges, true), v_out, v_in)
  on conflict (tenant_id) do update set acknowledges = excluded.acknowledges, opt_out_text = excluded.opt_out_text,
    opt_in_text = excluded.opt_in_text, updated_at = now();
  return app.optout_settings_of(p_tenant_id);
end;
$$;
comment on function public.save_optout_settings(uuid, boolean, text, text) is
  'Caller: owner, admin, supervisor. What is answered to whoever opts out or in; an empty text is the one that every clinic has. Answers {acknowledges, opt_out_text, opt_in_text}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 body_too_long.';
revoke execute on function public.save_optout_settings(uuid, boolean, text, text) from public, anon, authenticated;
grant execute on function public.save_optout_settings(uuid, boolean, text, text) to authenticated;
