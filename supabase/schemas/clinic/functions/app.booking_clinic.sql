-- What the public page says of a clinic, whoever looks.
create function app.booking_clinic(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.booking_settings := app.booking_settings_of(p_tenant_id);
begin
  return (
    select jsonb_build_object('clinic_name', t.name, 'time_zone', t.time_zone, 'slug', v_settings.slug, 'welcome_text', v_settings.welcome_text,
      'privacy_text', v_settings.privacy_text, 'change_hours', v_settings.change_hours, 'needs_approval', v_settings.needs_approval,
      'asks_first_visit', v_settings.offers_intake and exists (
        select from public.intake_forms f where f.tenant_id = t.id and f.is_default and f.archived_at is null),
      'cannot_tell', app.cannot_tell_strangers(t.id))
    from public.tenants t where t.id = p_tenant_id);
end;
$$;
revoke execute on function app.booking_clinic(uuid) from public, anon, authenticated;
