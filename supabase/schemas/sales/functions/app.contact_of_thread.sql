create function app.contact_of_thread(p_tenant_id uuid, p_thread_id uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select found.id from (
    select c.id, 1 as place, c.created_at from app.patients_of_thread(p_tenant_id, p_thread_id) p
    join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p
    union all
    select c.id, 2, c.created_at from public.conversation_addresses a
    join public.contact_phones h on h.tenant_id = p_tenant_id and h.phone = a.address and h.contact_id is not null
    join public.contacts c on c.tenant_id = p_tenant_id and c.id = h.contact_id
    where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id
    union all
    select s.contact_id, 3, s.created_at from app.shop_chats s
    where s.tenant_id = p_tenant_id and s.thread_id = p_thread_id and s.contact_id is not null
    union all
    select d.contact_id, 4, d.created_at from public.deals d
    where d.tenant_id = p_tenant_id and d.thread_id = p_thread_id and d.contact_id is not null) found
  order by found.place, found.created_at limit 1;
$$;
comment on function app.contact_of_thread(uuid, uuid) is
  'The contact of sales whose conversation it is: by patient, by number, as whom they named in the chat of the shop, or by a deal.';
revoke execute on function app.contact_of_thread(uuid, uuid) from public, anon, authenticated;
