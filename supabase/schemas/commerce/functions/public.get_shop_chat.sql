create function public.get_shop_chat(p_tenant_id uuid, p_thread_key text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('full_name', s.full_name, 'phone', s.phone, 'created_at', s.created_at,
      'patients', coalesce((
        select jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name)) from public.contact_phones h
        join public.patients p on p.tenant_id = h.tenant_id and p.id = h.patient_id and p.merged_into_id is null and p.archived_at is null
        where h.tenant_id = p_tenant_id and h.phone = s.phone), '[]'))
    from app.shop_chats s
    where s.tenant_id = p_tenant_id and s.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key));
end;
$$;
comment on function public.get_shop_chat(uuid, text) is
  'Caller: members. Who says they write in a conversation of the shop''s chat, which nobody has proved: {full_name, phone, created_at, patients: whose number it is [{id, name}]}; NULL for a conversation of another channel. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_shop_chat(uuid, text) from public, anon, authenticated;
grant execute on function public.get_shop_chat(uuid, text) to authenticated;
