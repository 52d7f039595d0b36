create function public.get_booking_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return to_jsonb(app.booking_settings_of(p_tenant_id)) - 'tenant_id' - 'updated_at' || jsonb_build_object(
    'cannot_tell', app.cannot_tell_strangers(p_tenant_id), 'offers', coalesce((
      select jsonb_agg(jsonb_build_object('therapist_id', o.therapist_id, 'session_type_id', o.session_type_id, 'note', o.note)
        order by o.therapist_id, o.session_type_id)
      from public.booking_offers o where o.tenant_id = p_tenant_id), '[]'));
end;
$$;
comment on function public.get_booking_settings(uuid) is
  'Caller: members. Online booking of the clinic: its settings (slug is NULL until it is saved once), offers [{therapist_id, session_type_id, note}], and cannot_tell: why no confirmation can be sent. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_booking_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_booking_settings(uuid) to authenticated;
