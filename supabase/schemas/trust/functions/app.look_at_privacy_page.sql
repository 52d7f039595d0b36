create function app.look_at_privacy_page(p_slug text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if not app.take_turn('privacy:look:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  return coalesce((
    select jsonb_build_object('state', 'open', 'clinic_name', t.name, 'intro', s.intro)
    from public.tenants t join public.privacy_settings s on s.tenant_id = t.id and s.is_page_open
    where t.slug = p_slug), '{"state": "unknown"}');
end;
$$;
comment on function app.look_at_privacy_page(text, text) is
  'Caller: privacy-request, for anybody: {state: open | unknown | limited, clinic_name, intro}. A page that is closed is unknown.';
revoke execute on function app.look_at_privacy_page(text, text) from public, anon, authenticated;
grant execute on function app.look_at_privacy_page(text, text) to service_role;
